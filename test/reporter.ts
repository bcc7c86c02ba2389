import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/**
 * Ends a run with `12 passed, 0 failed, 1 skipped` alone on its last line, after naming every test that was
 * skipped and why. Where CI=true, nothing may be skipped: then a skip makes the run fail.
 * A file that could not be loaded counts as one failed test.
 */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const ended = (state: string) => tests.filter((test) => test.result().state === state);
    // A test that a failed hook kept from running was not skipped: its hook is counted as failed.
    const skipped = ended('skipped').filter((test) => !isBlocked(test));
    // Errors outside of any test: a file that does not load, a hook that threw, a promise nobody awaited.
    const broken = modules.filter(
      (module) =>
        module.state() === 'failed' && !tests.some((t) => t.module === module && failed(t)),
    );
    const failures = ended('failed').length + broken.length + unhandledErrors.length;

    // After the other reporters' summary, which is written in this same moment.
    process.once('exit', (code) => {
      for (const test of skipped) {
        process.stdout.write(`skipped: ${test.module.relativeModuleId}: ${why(test)}\n`);
      }
      if (skipped.length > 0 && process.env.CI === 'true') {
        process.stdout.write('Nothing may be skipped here: install what is missing.\n');
        process.exitCode = 1;
      }
      // A run that failed before its first test, e.g. for want of a database, is a failure too.
      const all = code !== 0 && failures === 0 ? 1 : failures;
      const passed = ended('passed').length;
      process.stdout.write(`${passed} passed, ${all} failed, ${skipped.length} skipped\n`);
    });
  }
}

/** Whether a file or `describe` around the test failed by itself. */
function isBlocked({ parent }: TestCase | TestSuite): boolean {
  if (parent.errors().length > 0) return true;
  return parent.type === 'suite' && isBlocked(parent);
}

const failed = (test: TestCase) => test.result().state === 'failed';

/** The full title says what was missing ("…, needs redis-server"), or the note of a skip within a test. */
function why(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' && result.note ? `: ${result.note}` : '';
  return `${test.fullName}${note}`;
}
