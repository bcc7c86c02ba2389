import type { Nature } from '../../store/generated/client.ts';

/** What a donor does with a package, by its nature: money is passed on, works are built, a seat is given. */
export const doings: Record<Nature, { id: string; en: string }> = {
  goods: { id: 'mengirim', en: 'bring' },
  cash: { id: 'menyalurkan', en: 'pass on' },
  work: { id: 'mengerjakan', en: 'build' },
  seat: { id: 'menyediakan', en: 'provide' },
};

/** What happens on the day itself. */
export const bringings: Record<Nature, { id: string; en: string }> = {
  ...doings,
  goods: { id: 'mengantar', en: 'bring' },
};
