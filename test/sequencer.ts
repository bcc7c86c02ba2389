import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start whole processes take longest: they come first, so that no core idles at the end. */
const slow =
  'turn/kill e2e/ talks/talks sequences/ rights/ replay/ start/ store/embedded simulator/page'.split(
    ' ',
  );

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = slow.findIndex((part) => moduleId.includes(`/test/${part}`));
      return found < 0 ? slow.length : found;
    };
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
