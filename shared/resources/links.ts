import type { ResourceContent } from './resource.ts'

// More are hardly a note in our own words.
const mostLinks = 40

/** Where a resource leads to outside of this site: its original, its sound, and the links of its text, each once. */
export function linksIn({
  link,
  mediaLink,
  body,
  fairness,
}: Pick<ResourceContent, 'link' | 'mediaLink' | 'body' | 'fairness'>): string[] {
  const inText = [...`${body}\n${fairness}`.matchAll(/https?:\/\/[^\s)<>\]"]+/g)].map(([url]) =>
    url.replace(/[.,;:!?]+$/, ''),
  )
  const all = [link, mediaLink, ...inText].filter((url) => url !== '' && URL.canParse(url))
  return [...new Set(all)].slice(0, mostLinks)
}
