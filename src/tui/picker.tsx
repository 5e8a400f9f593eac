import { Box, Text, useInput } from 'ink';
import { type JSX, useState } from 'react';
import { AntError } from '../errors.js';
import type { Host, Screen } from '../host.js';
import { draw } from './draw.js';
import { type Choice, type Move, move, type Picker, visibleRows } from './picker-model.js';

/** Taller lists scroll. */
const HEIGHT = 10;
/** Lines besides the list: the title, the keys, and one that ink needs or it wipes the whole terminal. */
const AROUND = 3;
/** Of a terminal that was never told its size. */
const USUAL_ROWS = 24;

type PickerProps = {
  readonly title: string;
  readonly start: Picker;
  /** Rows of the terminal. */
  readonly rows: number;
  /** What was picked; `undefined` for "nothing". */
  readonly onPick: (value: string | undefined) => void;
  readonly onInterrupt: () => void;
};

/** A list to pick from: arrows or j and k, Enter, Escape. */
export function PickerView({ title, start, rows, onPick, onInterrupt }: PickerProps): JSX.Element {
  const [picker, setPicker] = useState(start);
  useInput((input, key) => {
    if (key.ctrl && input === 'c') return onInterrupt();
    if (key.escape || input === 'q') return onPick(undefined);
    if (key.return) return onPick(picker.choices[picker.at]?.value);
    const how = moveOf(input, key);
    if (how !== undefined) setPicker((before) => move(before, how));
  });
  const height = Math.max(1, Math.min(HEIGHT, rows - AROUND));
  return (
    <Box flexDirection="column">
      <Text bold wrap="truncate-end">
        {title}
      </Text>
      {visibleRows(picker, height).map(({ value, note, here }) => (
        <Text key={value} inverse={here} wrap="truncate-end">
          {here ? '> ' : '  '}
          {value}
          {note === undefined ? '' : `  ${note}`}
        </Text>
      ))}
      <Text dimColor wrap="truncate-end">
        up and down to move, enter to choose, escape to leave it as it is
      </Text>
    </Box>
  );
}

export type PickOptions = {
  readonly screen: Screen;
  readonly title: string;
  readonly choices: readonly Choice[];
  /** The value the list opens at. */
  readonly current?: string | undefined;
  readonly interrupt: Host['interrupt'];
};

/**
 * Lets a person pick one of `choices`; `undefined` when they leave without. Ctrl-C and a signal are an
 * `AntError('interrupted')`. The list is gone from the screen afterwards.
 */
export async function pick(options: PickOptions): Promise<string | undefined> {
  const { screen, title, choices, current, interrupt } = options;
  const at = Math.max(
    0,
    choices.findIndex(({ value }) => value === current),
  );
  const ended = new AbortController();
  const picking = new Promise<string | undefined>((resolve, reject) => {
    const stop = () => reject(new AntError('interrupted', 'interrupted'));
    if (interrupt.aborted) return stop();
    interrupt.addEventListener('abort', stop, { signal: ended.signal });
    const view = (
      <PickerView
        title={title}
        start={{ choices, at }}
        rows={screen.output.rows || USUAL_ROWS}
        onPick={resolve}
        onInterrupt={stop}
      />
    );
    const { close } = draw(screen, view);
    ended.signal.addEventListener('abort', close);
  });
  try {
    return await picking;
  } finally {
    ended.abort();
  }
}

type Keys = Parameters<Parameters<typeof useInput>[0]>[1];

function moveOf(input: string, key: Keys): Move | undefined {
  if (key.upArrow || input === 'k') return 'up';
  if (key.downArrow || input === 'j') return 'down';
  if (key.home) return 'first';
  return key.end ? 'last' : undefined;
}
