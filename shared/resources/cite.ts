import { partialDateWords, type ResourceContent, yearOf } from './resource.ts'

type Cited = Pick<ResourceContent, 'title' | 'publisher' | 'publishedOn' | 'link'>

/**
 * How to cite the original of a resource and our note on it; or the page itself, where it is no note on anything else.
 * @param address of our page
 * @param readOn today, as people write it
 */
export function citation(
  { title, publisher, publishedOn, link }: Cited,
  address: string,
  readOn: string,
): string {
  if (!link && !publisher) {
    const year = yearOf({ publishedOn })
    return `Foothold${year ? ` (${year})` : ''} ${title}. Available at ${address} (read on ${readOn}).`
  }
  const who = publisher || 'Publisher not known'
  const when = yearOf({ publishedOn }) || 'no date'
  const original = link ? ` Available at ${link}` : ''
  const exactly = publishedOn.length > 4 ? `, ${partialDateWords(publishedOn)}` : ''
  return `${who} (${when}) ${title}${exactly}.${original}${original ? '.' : ''} Note in the Foothold library: ${address} (read on ${readOn}).`
}
