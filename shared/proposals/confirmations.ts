/** What a member of a consortium, or a supplier alone, declares for itself. */
export interface Confirmation {
  id: string
  text: string
  /** Where the law asks for it. */
  source: string
}

/** A list of confirmations, in force from a day on until the next list’s. */
export interface ConfirmationList {
  /** `2026-11-01` */
  from: string
  items: readonly Confirmation[]
}

/** Every list there was, the newest last; what was confirmed names its list by its day. */
export const confirmationLists: readonly ConfirmationList[] = [
  {
    from: '2025-02-24',
    items: [
      {
        id: 'registered',
        text: 'We are registered on the central digital platform, and our core supplier information there is up to date and shared with the authority.',
        source: 'Procurement Regulations 2024, reg 6',
      },
      {
        id: 'no-exclusion',
        text: 'We know of no ground on which we, or anybody connected or associated with us, would have to be or could be excluded.',
        source: 'Procurement Act 2023, s.57, s.58, Schedules 6 and 7',
      },
      {
        id: 'no-conflict',
        text: 'We know of no conflict of interest that could give us an unfair advantage.',
        source: 'Procurement Act 2023, s.81 and s.82',
      },
    ],
  },
]

/** The list that is in force at an instant. */
export function confirmationsAt(at: Date): ConfirmationList {
  const day = at.toISOString().slice(0, 10)
  const inForce = confirmationLists.findLast(({ from }) => from <= day) ?? confirmationLists[0]
  if (!inForce) throw new Error('There is no list of confirmations')
  return inForce
}
