import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { acceptTermsBody } from '../../shared/identity/identity.schema.ts'
import { acceptTerms, type TermsOfPerson, termsOf } from './identity.terms.service.ts'
import { currentTerms, termsVersions } from './terms.data.ts'

const tag = 'identity'
const version = z
  .object({
    version: z.string(),
    validFrom: z.iso.date(),
    source: z.string(),
    changes: z.string().describe('What is other than before; empty for the first'),
    sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  })
  .meta({ id: 'Terms' })

const ofPerson = z
  .object({
    due: z.string().nullable().describe('The version that is still to be accepted; null if none'),
    accepted: z.array(z.object({ version: z.string(), at: z.iso.datetime() })),
  })
  .meta({ id: 'TermsOfPerson' })

const present = ({ due, accepted }: TermsOfPerson) => ({
  due,
  accepted: accepted.map((one) => ({ version: one.version, at: one.at.toISOString() })),
})

/** Terms of use for programs. A token that was made goes on working when they change; a new one needs the new version. */
export const termsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/terms',
    summary: 'Read the terms of use in every version, the newest first',
    tag,
    auth: 'anyone',
    answer: z.object({ current: z.string().nullable(), items: z.array(version) }),
    handle: () => ({ current: currentTerms()?.version ?? null, items: termsVersions() }),
  }),
  endpoint({
    method: 'get',
    path: '/me/terms',
    summary: 'Read which terms of use you accepted and when',
    tag,
    auth: 'signed-in',
    answer: ofPerson,
    handle: async ({ actor }) => present(await termsOf(actor.userId)),
  }),
  endpoint({
    method: 'post',
    path: '/me/terms',
    summary: 'Accept the terms of use in force',
    tag,
    auth: 'signed-in',
    body: acceptTermsBody,
    answer: ofPerson,
    handle: async ({ actor, body }) => present(await acceptTerms(actor, body.version)),
  }),
]
