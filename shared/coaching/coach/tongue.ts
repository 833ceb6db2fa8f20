import type { Sentence } from './reading.ts'

// Small words of Welsh that English doesn't have.
const welsh = new Set(
  "y yr yn mae maent oedd bydd byddai i'r a'r o'r ac gan gyda wedi gyfer eu ein eich neu nid oes sydd sy hyn hon hwn rhaid dylai ond mewn dros drwy trwy fel pan bod fod yw ydy rydym ni nhw eraill cyngor gyngor pobl blynyddoedd flynyddoedd erbyn rhwng heb gael cael".split(
    ' ',
  ),
)
const fewest = 2
/** From this share of its words on a sentence is taken for Welsh. */
const share = 0.15

/** Whether a sentence is in Welsh: councils of Wales write in both languages, and English rules misread it. */
export function isWelsh({ tokens }: Sentence): boolean {
  let words = 0
  let found = 0
  for (const { kind, lower } of tokens) {
    if (kind !== 'word') continue
    words += 1
    if (welsh.has(lower)) found += 1
  }
  return found >= fewest && found >= share * words
}
