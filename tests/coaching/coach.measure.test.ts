import { measureRules, pooled, precision, recall, table } from './measure.ts'

// The floors stand a little below what was measured when docs/coaching.md was written: a rule that is changed must not
// make the coach worse unseen. `npm run bench -- coaching` prints the whole table.
const floors: Record<'sentences' | 'notices', { precision: number; recall: number }> = {
  sentences: { precision: 0.89, recall: 0.85 },
  notices: { precision: 0.9, recall: 0.88 },
}

describe.each(['sentences', 'notices'] as const)('the rules on %s', (list) => {
  test('keep to what was measured on the half of the labels that nobody read while writing them', () => {
    const all = pooled(measureRules(list, 'held'))
    expect(precision(all)).toBeGreaterThanOrEqual(floors[list].precision)
    expect(recall(all)).toBeGreaterThanOrEqual(floors[list].recall)
  })

  test('a coach that found nothing, or everything, would be seen', () => {
    const results = measureRules(list, 'held')
    const none = { ...pooled(results), right: 0, wrong: 0 }
    expect(precision(none)).toBeNull()
    expect(recall(none)).toBe(0)
  })
})

test('the table says where there are too few to say', () => {
  const rows = table([{ rule: 'rare', positives: 3, right: 3, wrong: 0, missed: 0 }])
  expect(rows).toContain('| rare | 3 | 1.00 | 1.00 | too few to say |')
})
