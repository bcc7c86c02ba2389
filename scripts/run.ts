import { spawn } from 'node:child_process';

export interface Ended {
  code: number;
  /** What it printed, on both of its outputs. */
  output: string;
  seconds: number;
}

/** Runs a program to its end, with nothing on its input. Does not throw: a program that is absent ends with 127. */
export function run(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const begun = performance.now();
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    const end = (code: number) =>
      resolve({ code, output, seconds: (performance.now() - begun) / 1000 });
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}
