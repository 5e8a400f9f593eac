import type { HttpResponse } from '../host.js';

/** A JSON answer. */
export function json(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** The platform's error types, each with the one status it is sent with. */
export const STATUS_OF = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
} as const;

export type ErrorType = keyof typeof STATUS_OF;

/** A request turned down: thrown by whatever finds the reason, answered in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: (requestId: string) => HttpResponse;

  constructor(message: string, answer: (requestId: string) => HttpResponse) {
    super(message);
    this.answer = answer;
  }
}

/** The platform's error envelope, as every API endpoint and the federation exchange send it. */
export function refuse(type: ErrorType, message: string): Refusal {
  return new Refusal(message, (requestId) =>
    json(STATUS_OF[type], { type: 'error', error: { type, message }, request_id: requestId }),
  );
}

/** RFC 6749 section 5.2, as the back end of the two interactive grants sends it. */
export function refuseGrant(error: string, description: string): Refusal {
  return new Refusal(description, () => json(400, { error, error_description: description }));
}
