import type { Mark } from './diagram';

/** Marks of how many there are at each element: the more, the warmer. The steps are of powers, as few and very many are seen on one diagram. */
export function heat(counts: Record<string, number>): Mark[] {
  const most = Math.max(1, ...Object.values(counts));
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([element, count]) => ({ element, look: `heat-${warmth(count, most)}`, badge: count.toLocaleString('en') }));
}

function warmth(count: number, most: number): 1 | 2 | 3 | 4 | 5 {
  const share = Math.log(count + 1) / Math.log(most + 1);
  return Math.min(5, Math.max(1, Math.ceil(share * 5))) as 1 | 2 | 3 | 4 | 5;
}
