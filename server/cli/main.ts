import { CommanderError } from 'commander';
import type { Surroundings } from './common.ts';
import { describeError, EXIT, exitCodeOf } from './exit.ts';
import { buildProgram } from './program.ts';

/** Runs one command of the command line and answers its exit code; the arguments are those after `anwang`. */
export async function main(args: readonly string[], surroundings: Surroundings = {}): Promise<number> {
  let code: number = EXIT.ok;
  const program = buildProgram({
    surroundings,
    finish: (finished) => {
      code = finished;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed what it has to say; asking for help is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    process.stderr.write(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
}
