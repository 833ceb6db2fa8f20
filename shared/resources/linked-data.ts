import type { ResourceContent, ResourceType } from './resource.ts'

const types: Record<ResourceType, string> = {
  article: 'Article',
  episode: 'PodcastEpisode',
  report: 'Report',
  'case-study': 'Article',
  guide: 'Article',
  template: 'CreativeWork',
  course: 'LearningResource',
}

type Told = Pick<
  ResourceContent,
  'type' | 'title' | 'summary' | 'publisher' | 'publishedOn' | 'link' | 'topics' | 'number' | 'minutes'
>

/**
 * What a resource is to search engines (schema.org): our page about a thing that others made, if its address is known,
 * else the thing itself.
 */
export function resourceData(resource: Told, url: string): object {
  const { type, title, summary, publisher, publishedOn, link, topics, number, minutes } = resource
  const thing = {
    '@type': types[type],
    name: title,
    ...(publisher ? { publisher: { '@type': 'Organization', name: publisher } } : {}),
    ...(publishedOn ? { datePublished: publishedOn } : {}),
    ...(number === null ? {} : { episodeNumber: number }),
    ...(minutes === null ? {} : { timeRequired: `PT${minutes}M` }),
    ...(topics.length > 0 ? { keywords: topics } : {}),
    inLanguage: 'en-GB',
  }
  return link
    ? {
        '@context': 'https://schema.org',
        '@type': 'WebPage',
        url,
        description: summary,
        mainEntity: { ...thing, url: link },
      }
    : { '@context': 'https://schema.org', ...thing, url, description: summary }
}
