const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`
const anchor = new RegExp(String.raw`(${time})(?:(?!${time})[\s\S])*?\b([0-9a-f]{64})\b`, 'g')

/** The anchors in a text that somebody kept: JSON, an Atom feed, a log; each root belongs to the time before it. */
export function keptAnchors(text: string): { at: Date; root: string }[] {
  return [...text.matchAll(anchor)].map(([, at = '', root = '']) => ({ at: new Date(at), root }))
}
