import type { ChallengeRecord } from '../challenges/challenge.ts'
import type { CodeNames } from '../challenges/readable.ts'
import type { Json } from './json.ts'
import { anObject } from './ocds.ts'
import { inPounds, totalPence } from './release-parts.ts'

/** What a challenge is to search engines (schema.org): a public body that seeks something. */
export function linkedData(challenge: ChallengeRecord, url: string, names: CodeNames): Json {
  const pence = totalPence(challenge.budget)
  const until = challenge.status === 'withdrawn' ? challenge.withdrawnAt : challenge.timetable.respondBy
  return anObject({
    '@context': 'https://schema.org',
    '@type': 'GovernmentOrganization',
    name: challenge.authorityName,
    seeks: {
      '@type': 'Demand',
      '@id': url,
      url,
      name: challenge.title,
      description: challenge.summary,
      validFrom: challenge.publishedAt?.toISOString(),
      validThrough: until?.toISOString(),
      availabilityEnds: until?.toISOString(),
      areaServed: challenge.regions.map((code) => ({
        '@type': 'AdministrativeArea',
        name: names.region(code),
      })),
      priceSpecification:
        pence === null
          ? undefined
          : { '@type': 'PriceSpecification', maxPrice: inPounds(pence), priceCurrency: 'GBP' },
    },
  })
}
