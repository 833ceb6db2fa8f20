/** The hour and minute of a time as people write it: `17:00`, `5pm`, `10.30am`, `noon`; null if it is none. */
export function parseTime(typed: string): { hour: number; minute: number } | null {
  const word = typed
    .trim()
    .toLowerCase()
    .replaceAll(/\s|\.(?=m)/g, '')
    .replace(/m\.$/, 'm')
  if (word === 'noon' || word === 'midday') return { hour: 12, minute: 0 }
  if (word === 'midnight') return { hour: 0, minute: 0 }
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word)
  if (!match || (match[2] === undefined && match[3] === undefined)) return null
  const typedHour = Number(match[1])
  const minute = Number(match[2] ?? 0)
  if (match[3] && (typedHour < 1 || typedHour > 12)) return null
  const hour = match[3] ? (typedHour % 12) + (match[3] === 'pm' ? 12 : 0) : typedHour
  return hour < 24 && minute < 60 ? { hour, minute } : null
}
