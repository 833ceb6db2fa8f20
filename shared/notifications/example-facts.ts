/**
 * What fills a sentence where nothing real may be shown or has happened yet: names and times of the demonstration's
 * story. A test holds it against the names that sentences use.
 */
export const exampleFacts: Record<string, string> = {
  challengeId: 'example',
  challenge: 'Stop damp and mould coming back in private rented homes',
  authority: 'Blackburn with Darwen Borough Council',
  organisation: 'Damson Sensing Ltd',
  supplier: 'Damson Sensing Ltd',
  member: 'Amina Rahman',
  asker: 'Damson Sensing Ltd',
  because: 'three contracts for sensors in homes, and people in Lancashire',
  introductionId: 'example',
  answerBy: '14 December 2026, noon',
  until: '21 December 2026',
  search: 'Sensors in homes',
  finds:
    'Stop damp and mould coming back in private rented homes, Blackburn with Darwen Borough Council. Responses until 14 December 2026, noon.\nKnow which council homes need work before tenants have to tell us, Leeds City Council. Responses until 4 January 2027, 5pm.',
  task: 'Write the questions for the pilot’s evaluation',
  due: '9 December 2026',
  liveSessionId: 'example',
  start: '3 December 2026, 10:30am',
  reason: 'The person who answers is ill.',
  answeredLive: '12',
  waitingLive: '3',
  reference: 'FH-7K2M-94QX',
  receivedAt: '14 December 2026, 11:42am (2026-12-14T11:42:08.113Z)',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  proposalId: 'example',
  number: '7',
  waiting: '4',
  role: 'member',
  left: '3 days',
  deadline: '14 December 2026, noon',
  since: '1 December 2026',
  item: 'Matches to approve: Stop damp and mould coming back in private rented homes',
}
