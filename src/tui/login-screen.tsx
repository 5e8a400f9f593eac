import { Box, Text, useInput, useStdout } from 'ink';
import { type JSX, useLayoutEffect, useRef } from 'react';
import { countdown, type Key, type LoginModel, linked, masked } from './login-model.js';

type Props = {
  readonly model: LoginModel;
  readonly onKey: (input: string, key: Key) => void;
};

/** The screen of a login: lines that stay, and below them a paste field and a countdown. */
export function LoginScreen({ model, onKey }: Props): JSX.Element | null {
  const { write } = useStdout();
  const printed = useRef(0);
  useLayoutEffect(() => {
    for (const line of model.above.slice(printed.current)) write(`${linked(line)}\n`);
    printed.current = model.above.length;
  }, [model.above, write]);
  useInput(onKey);
  if (model.phase === 'done') return null;
  if (model.phase === 'exchanging') return <Text>approved; trading the code for a token</Text>;
  return (
    <Box flexDirection="column">
      {model.complaint !== undefined && (
        <Text bold>that cannot be used: {model.complaint}; try again</Text>
      )}
      {model.reading && (
        <Text>
          {'paste here: '}
          {masked(model.typed)}
          <Text inverse> </Text>
        </Text>
      )}
      {model.until !== undefined && (
        <Text dimColor>waiting for the browser, {countdown(model.until, model.now)} left</Text>
      )}
    </Box>
  );
}
