import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { form, formState, type FormState } from '../platform/page.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import { pageQuery, pageThatIs } from '../../shared/platform/pagination.ts'
import { type DirectoryQuery, directoryQuery } from '../../shared/organisations/directory.schema.ts'
import { claimSchema } from '../../shared/organisations/organisations.schema.ts'
import { nationName, regionName } from '../../shared/organisations/region-tree.ts'
import { authorities } from './authorities.reference.ts'
import { categories } from './categories.reference.ts'
import { claimOrganisation, hasClaimed } from './organisations.claim.service.ts'
import { countFacets, listAwards, listSuppliers } from './organisations.directory.service.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { presentAward, presentSummary, presentSupplier, regionNames } from './organisations.presenter.ts'
import {
  authorityAddress,
  findAuthorityByCode,
  getVisibleOrganisation,
  type Organisation,
} from './organisations.service.ts'
import { regions } from './regions.reference.ts'
import { translator } from '../platform/translations.ts'

const t = translator()

/** The supplier directory. */
export async function directory(req: Request, res: Response): Promise<void> {
  const query = directoryQuery.parse(req.query)
  const { page, ...filter } = query
  const [list, counts] = await Promise.all([
    pageThatIs(page, (wanted) => listSuppliers(filter, wanted)),
    countFacets(filter),
  ])
  const { q, region, category, sme, vcse, claimed, sort } = query
  res.render('organisations/directory', {
    list: { ...list, items: list.items.map(presentSummary) },
    query,
    linkQuery: { q, region, category, sme: sme ? 'yes' : '', vcse: vcse ? 'yes' : '', claimed, sort },
    isFiltered: Boolean(q || sme || vcse || claimed !== 'any' || region.length + category.length),
    facetItems: facetItems(query, counts),
  })
}

function facetItems(query: DirectoryQuery, counts: Awaited<ReturnType<typeof countFacets>>) {
  const item = (value: string, text: string, count: number, checked: boolean) => ({
    value,
    text,
    count,
    checked,
  })
  const labelOf = (code: string) => categories().find(code)?.label ?? ''
  const byCategory = [...counts.category]
    .sort((a, b) => b[1] - a[1] || labelOf(a[0]).localeCompare(labelOf(b[0]), 'en'))
    .map(([code]) => code)
  // The twelve most frequent, and whatever is chosen already.
  const shown = byCategory.filter((code, place) => place < 12 || query.category.includes(code))
  return {
    region: regions()
      .nations()
      .map((one) =>
        item(one.code, regionName(one), counts.region.get(one.code) ?? 0, query.region.includes(one.code)),
      ),
    category: shown.flatMap((code) => {
      const label = labelOf(code)
      return label ? [item(code, label, counts.category.get(code) ?? 0, query.category.includes(code))] : []
    }),
    sme: [item('yes', t('Small or medium'), counts.sme.get('true') ?? 0, query.sme)],
    vcse: [
      item('yes', t('Voluntary, community or social enterprise'), counts.vcse.get('true') ?? 0, query.vcse),
    ],
    claimed: [
      { value: 'any', text: t('All'), checked: query.claimed === 'any' },
      item('yes', t('Signed up'), counts.status.get('verified') ?? 0, query.claimed === 'yes'),
      item('no', t('From public records only'), counts.status.get('unclaimed') ?? 0, query.claimed === 'no'),
    ],
  }
}

async function visibleSupplier(req: Request): Promise<Organisation> {
  const organisation = await getVisibleOrganisation(actorOf(req), param(req, 'id'))
  if (organisation.kind !== 'supplier') throw notFound('Supplier')
  return organisation
}

/** A supplier's public page with its track record. */
export async function supplier(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const organisation = await visibleSupplier(req)
  const { page } = pageQuery.parse(req.query)
  const [awards, isClaimWaiting, fragments] = await Promise.all([
    pageThatIs(page, (wanted) => listAwards(organisation.id, wanted)),
    hasClaimed(actor.userId, organisation.id),
    fragmentsOf('supplier', actor, organisation.id, req),
  ])
  res.render('organisations/supplier', {
    supplier: await presentSupplier(organisation, actor),
    awards: { ...awards, items: awards.items.map(presentAward) },
    isClaimWaiting,
    fragments,
    notice:
      'claimed' in req.query ? 'We have passed your claim to a broker. You will hear from us.' : undefined,
  })
}

/** An authority's public page; its challenges are a fragment of their own room. */
export async function authority(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const organisation = await findAuthorityByCode(param(req, 'code'))
  if (!organisation?.authority) throw notFound('Authority')
  const known = authorities().find(organisation.authority.code)
  res.render('organisations/authority', {
    authority: organisation,
    place: regionNames([organisation.authority.itl1]).join(),
    nation: nationName(organisation.authority.nation),
    typeName: known?.typeName ?? '',
    website: known?.website ?? '',
    fragments: await fragmentsOf('authority', actor, organisation.id, req),
    mayJoin: actor.kind === 'visitor' || organisationPolicy.claim(actor, organisation),
    notice:
      'claimed' in req.query ? 'We have passed your request to a broker. You will hear from us.' : undefined,
  })
}

async function claimable(req: Request): Promise<Organisation> {
  const organisation = await getVisibleOrganisation(actorOf(req), param(req, 'id'))
  if (organisation.kind === 'brokerage') throw notFound('Organisation')
  return organisation
}

/** The page on which somebody says that a firm is theirs, or that they work for a council. */
async function showClaim(req: Request, res: Response, state: FormState): Promise<void> {
  const organisation = await claimable(req)
  res.render('organisations/claim', {
    form: state,
    organisation,
    person: personOf(req),
    mayClaim: organisationPolicy.claim(actorOf(req), organisation),
    isWaiting: await hasClaimed(actorOf(req).userId, organisation.id),
  })
}

export const claim = (req: Request, res: Response): Promise<void> => showClaim(req, res, formState())

export const sendClaim = form({
  schema: claimSchema,
  show: showClaim,
  async act({ why }, req, res) {
    const organisation = await claimable(req)
    await claimOrganisation(actorOf(req), organisation.id, why, personOf(req))
    const place = organisation.authority
      ? authorityAddress(organisation.authority.code)
      : `/suppliers/${organisation.id}`
    res.redirect(303, `${place}?claimed`)
  },
})
