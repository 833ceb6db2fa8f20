/** What can be wrong with the record. */
export const faultNames = {
  'event-edited': 'the event was edited after it was linked',
  'event-removed': 'the event was removed',
  'event-inserted': 'the event was put into the record past Foothold: it is in no chain',
  'event-refused': 'the event was edited, removed or made up between its commit and its link',
  'link-removed': 'a link was removed here',
  'link-forged': 'the link was edited, inserted or made anew by somebody without the key',
  'link-reordered': 'the link stands in another place than it was made for',
  'chain-truncated': 'the chain ended later than this when it was anchored: from here on it was cut off',
  'anchor-forged': 'the anchor was edited or made by somebody without the key',
  'anchor-removed': 'an anchor before this one was removed',
  'anchor-mismatch': 'the chains are not those that were anchored then: they were made anew with the key',
  'anchor-missing':
    'the saved anchor is not on record: the record was put back to an older state, or replaced by another',
} as const
export type Fault = keyof typeof faultNames

/** The first thing that is wrong, as exactly as can be told. */
export interface Finding {
  fault: Fault
  /** Null where only the place among all links is known. */
  chain: string | null
  seq: number | null
  /** Among the links of all chains; null where there is no link. */
  place: number | null
  /** Null where the event is gone. */
  eventId: string | null
  /** Of an anchor: its time, as ISO 8601. */
  anchoredAt: string | null
}

/** A finding of which only this is known. */
export const finding = (fault: Fault, known: Partial<Finding> = {}): Finding => ({
  fault,
  chain: null,
  seq: null,
  place: null,
  eventId: null,
  anchoredAt: null,
  ...known,
})

/** A finding as a sentence. */
export function findingWords({ fault, chain, seq, place, eventId, anchoredAt }: Finding): string {
  const where = [
    chain === null ? '' : `chain ${chain}`,
    seq === null ? '' : `link ${seq}`,
    place === null ? '' : `number ${place} of all links`,
    eventId === null ? '' : `event ${eventId}`,
    anchoredAt === null ? '' : `anchor of ${anchoredAt}`,
  ].filter(Boolean)
  const words = `${where.join(', ') || 'the record'}: ${faultNames[fault]}.`
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
