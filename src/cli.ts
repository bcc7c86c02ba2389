// npm run cli -- …: what an operator does from the command line.
import { runCommand } from './commands.ts';
import { readEnvironment } from './config.ts';

const printTo = (stream: NodeJS.WriteStream) => (line: string) => {
  stream.write(`${line}\n`);
};

process.exit(
  await runCommand(process.argv.slice(2), {
    env: readEnvironment(),
    say: printTo(process.stdout),
    complain: printTo(process.stderr),
    input: process.stdin,
  }),
);
