import { groupZones, zoneInWords } from '../../shared/notifications/zones.ts'

it.each([
  ['Europe/London', 'London (GMT/BST)'],
  ['Europe/Paris', 'Paris (CET/CEST)'],
  ['Asia/Kolkata', 'Kolkata (GMT+5:30)'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires, Argentina (GMT-3)'],
  ['Australia/Sydney', 'Sydney (GMT+10/GMT+11)'],
  ['UTC', 'UTC (UTC)'],
])('the zone %s is said as %s', (zone, words) => {
  expect(zoneInWords(zone, 2026)).toBe(words)
})

it('zones lie in groups, those of the United Kingdom first and the others by town', () => {
  const all = ['UTC', 'Africa/Cairo', 'Europe/Jersey', 'Europe/Paris', 'Europe/London', 'Europe/Athens']
  const groups = groupZones(all, 2026)
  expect(groups.map(({ title, zones }) => [title, zones.map(({ value }) => value)])).toEqual([
    ['United Kingdom, Channel Islands and Isle of Man', ['Europe/London', 'Europe/Jersey']],
    ['Africa', ['Africa/Cairo']],
    ['Europe', ['Europe/Athens', 'Europe/Paris']],
    ['Other', ['UTC']],
  ])
  const real = groupZones(Intl.supportedValuesOf('timeZone'), 2026)
  expect(real.flatMap(({ zones }) => zones)).toHaveLength(Intl.supportedValuesOf('timeZone').length)
  expect(
    real.filter(({ zones }) =>
      zones.some(({ text }) => /_|\/\w+ |undefined/.test(text.split(' (')[0] ?? '')),
    ),
  ).toEqual([])
})
