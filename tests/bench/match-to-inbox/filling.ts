import { Membership } from '../../../server/organisations/organisations.people.model.ts'
import { Organisation } from '../../../server/organisations/organisations.model.ts'
import { emptyProfile } from '../../../shared/organisations/supplier-profile.ts'
import { newId } from '../../../shared/platform/ids.ts'
import { type Invented, invent } from '../matching/invented.ts'

const batchSize = 1000
// Older than what a worker looks at again before each ranking.
const yesterday = () => new Date(Date.now() - 86_400_000)

const fitting =
  'Sensors that find damp and mould early in council homes, retrofit where it pays, and tenants told what to do'

/** A supplier as it is stored; the first `matched` have signed up and fit the challenge. */
function organisation(number: number, { supplier }: Invented, isMatched: boolean) {
  const { name, profile, capabilities, cpv, regions, trlFrom, trlTo, isSme, isVcse, projects } =
    supplier(number)
  const at = yesterday()
  return {
    _id: newId(),
    kind: 'supplier' as const,
    name: `${name} ${number}`,
    normalisedName: `supplier ${number}`,
    status: isMatched ? ('verified' as const) : ('unclaimed' as const),
    source: 'demo' as const,
    supplier: {
      ...emptyProfile(),
      whatWeDo: isMatched ? `${fitting}. ${profile}` : profile,
      capabilities: isMatched ? ['damp', 'mould', 'sensors'] : [capabilities],
      cpv: isMatched ? ['44000000'] : cpv,
      regions: isMatched ? ['TLD'] : regions,
      trlFrom,
      trlTo,
      isSme,
      isVcse,
      caseStudies: projects.map(({ title, text, result, buyer, date }) => {
        const what = isMatched ? `${fitting}. ${text}` : text
        return { title, buyer, year: date?.getFullYear() ?? null, what, result, link: '' }
      }),
    },
    createdAt: at,
    updatedAt: at,
  }
}

/** Stores so many suppliers, `matched` of them with an account and fitting. @returns the ids of those */
export async function fillDirectory(suppliers: number, matched: number): Promise<string[]> {
  const invented = invent()
  const fits: string[] = []
  for (let start = 0; start < suppliers; start += batchSize) {
    const length = Math.min(batchSize, suppliers - start)
    const batch = Array.from({ length }, (_, i) => organisation(start + i, invented, start + i < matched))
    await Organisation.insertMany(batch, { ordered: false })
    fits.push(...batch.filter(({ status }) => status === 'verified').map(({ _id }) => _id))
  }
  await Membership.insertMany(
    fits.map((organisationId, i) => ({
      organisationId,
      userId: newId(),
      name: `Person ${i}`,
      email: `person${i}@firm.example`,
      role: 'admin' as const,
    })),
  )
  return fits
}
