import { sayFit } from '../../shared/matching/fit-sentence.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import { aTellingMatch } from './words.factory.ts'

describe('why a challenge may suit a firm', () => {
  it('is told in sentences, every reason and the nearest project, without a figure of the score', () => {
    expect(sayFit(aTellingMatch)).toBe(
      'It may suit you because you and the challenge both speak of damp, mould and sensors, ' +
        'you have delivered 2 similar projects for Chorley and you work in Construction structures and materials. ' +
        'Also, you serve North West. ' +
        'Your project most like it: “Damp <sensors> in homes”, Chorley Council, 2024. ' +
        'You would be new to Blackburn with Darwen. ' +
        'Your profile does not say that you work in Environmental improvement works or which places you serve. ' +
        'Add what is true of you, and more challenges that fit find you.',
    )
  })

  it.each<[Reason, string]>([
    [
      { kind: 'delivered-similar', amount: 0.1, count: 1, buyers: ['Wyre'], title: 'Damp', projects: [] },
      'you have delivered a similar project for Wyre',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 5, buyers: ['A', 'B'], title: 'Damp', projects: [] },
      'you have delivered 5 similar projects (for A and B among others)',
    ],
    [
      { kind: 'delivered-similar', amount: 0.1, count: 3, buyers: [], title: 'Damp', projects: [] },
      'you have delivered 3 similar projects',
    ],
    [{ kind: 'region', amount: 0.1, tie: 'near', code: 'TLD', label: 'Wales' }, 'you work near by in Wales'],
    [
      { kind: 'region', amount: 0.1, tie: 'serves-part', code: 'TLD', label: 'Wales' },
      'you serve a part of the area (Wales)',
    ],
    [{ kind: 'readiness', amount: 0.1, from: 4, to: 7 }, 'you work at technology readiness levels 4 to 7'],
    [{ kind: 'result', amount: 0.1 }, 'you say what came of your work'],
    [
      { kind: 'measured', buyer: 'Wyre', title: '', words: '', slug: '' },
      'your pilot with Wyre was measured',
    ],
    [{ kind: 'worked-for-buyer', count: 3, buyer: 'Wyre' }, 'you have worked for Wyre 3 times'],
  ])('says one reason alone: %o', (reason, clause) => {
    expect(sayFit({ reasons: [reason] })).toBe(`It may suit you because ${clause}.`)
  })

  it('says what the broker wrote who thought of the firm, and nothing where there is no reason', () => {
    expect(sayFit({ reasons: [], brokersWords: 'They did this in Wyre' })).toBe(
      'A broker thought of you: “They did this in Wyre”.',
    )
    expect(sayFit({ reasons: [] })).toBe('')
  })
})
