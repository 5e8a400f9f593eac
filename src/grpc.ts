/** One call that has one message for an answer, to a server on this machine. */
export type GrpcRequest = {
  /** As gRPC names it: `unix:/run/agent.sock`, `ipv4:127.0.0.1:8081`. */
  readonly target: string;
  /** Service and method, as in `/SpiffeWorkloadAPI/FetchJWTSVID`. */
  readonly path: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly message: Uint8Array;
  /** Milliseconds to give up after. */
  readonly limit: number;
};

/** `code`: a gRPC status, as in 7 for PERMISSION_DENIED. Nobody listening is 14, no answer in time 4. */
export type GrpcAnswer =
  | { readonly state: 'ok'; readonly message: Uint8Array }
  | { readonly state: 'refused'; readonly code: number };

/** The client of gRPC: without TLS, through no proxy, and each call on a connection of its own. */
export type Grpc = {
  /** Never retries. An `AntError('interrupted')` when we were asked to stop. */
  readonly call: (request: GrpcRequest) => Promise<GrpcAnswer>;
};
