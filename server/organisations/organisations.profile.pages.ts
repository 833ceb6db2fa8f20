import type { Request, RequestHandler, Response } from 'express'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { form, formState, type FormState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { completeness } from '../../shared/organisations/completeness.ts'
import {
  caseStudySchema,
  isProfileSection,
  type ProfileSection,
  profileOrder,
  profileSections,
} from '../../shared/organisations/profile.schema.ts'
import { nothingSchema } from '../../shared/organisations/organisations.schema.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { isSmallOrMedium } from '../../shared/organisations/sme.ts'
import type { CaseStudy, SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { categories } from './categories.reference.ts'
import { listAwards } from './organisations.directory.service.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { categoriesOf, presentAward, presentSupplier } from './organisations.presenter.ts'
import { saveSupplierProfile } from './organisations.profile.service.ts'
import { getOrganisation, type Organisation } from './organisations.service.ts'
import { regions } from './regions.reference.ts'

/** The actor's own supplier, with its profile. @throws AppError not-found for people of other organisations */
async function own(
  req: Request,
): Promise<{ actor: Actor; organisation: Organisation; profile: SupplierProfile }> {
  const actor = actorOf(req)
  if (actor.organisation?.kind !== 'supplier') throw notFound('Profile')
  const organisation = await getOrganisation(actor.organisation.id)
  if (!organisation.supplier) throw notFound('Profile')
  return { actor, organisation, profile: organisation.supplier }
}

const mustEdit = (actor: Actor, organisation: Organisation): void =>
  allow(
    organisationPolicy.editProfile(actor, organisation),
    'Only an administrator or member of the supplier can change its profile.',
  )

/** The profile at a glance: its parts, and what each gap costs. */
export async function profile(req: Request, res: Response): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  res.render('organisations/profile', {
    organisation,
    completeness: completeness(told),
    mayEdit: organisationPolicy.editProfile(actor, organisation),
    notice: noticeOf(req, told),
  })
}

/** A company number may have been typed without its zeros: the page says how it was taken. */
function noticeOf({ query }: Request, { companyNumber }: SupplierProfile): string | undefined {
  if ('registered' in query)
    return companyNumber ? `Registered, with the company number ${companyNumber}.` : 'Registered.'
  return 'saved' in query ? 'Saved.' : undefined
}

// A person of no organisation in particular.
const somebody: Actor = { kind: 'person', userId: '', organisation: null, role: null }

/** The public page of one's own firm, as others with an account see it. */
export async function preview(req: Request, res: Response): Promise<void> {
  const { organisation } = await own(req)
  const awards = await listAwards(organisation.id)
  res.render('organisations/supplier', {
    isPreview: true,
    supplier: await presentSupplier(organisation, somebody),
    awards: { ...awards, items: awards.items.map(presentAward) },
    fragments: {},
  })
}

/** What a section's form is filled with before anything is typed. */
function stored(section: ProfileSection, told: SupplierProfile): object {
  if (section === 'about') return { ...told, capabilities: told.capabilities.join('\n') }
  if (section === 'accreditations') return { accreditations: told.accreditations.join('\n') }
  if (section === 'size') return { ...told, isVcse: told.isVcse === null ? '' : told.isVcse ? 'yes' : 'no' }
  if (section === 'contact') return { ...told, isContactPublic: told.isContactPublic ? 'yes' : '' }
  if (section !== 'company') return told
  const hasCompanyNumber = told.companyNumber ? 'yes' : told.hasNoCompanyNumber ? 'no' : ''
  return { companyNumber: told.companyNumber ?? '', hasCompanyNumber }
}

/** Three rows more than there are links, ten at most; what was typed keeps its row, whatever was saved since. */
function linkRows(saved: number, state: FormState | null): number {
  const typed = state?.values['links']
  return Math.max(Math.min(10, saved + 3), Array.isArray(typed) ? typed.length : 0)
}

async function showSection(
  req: Request,
  res: Response,
  section: ProfileSection,
  state: FormState | null,
): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  mustEdit(actor, organisation)
  res.render(`organisations/profile-${section}`, {
    form: state ?? formState(stored(section, told)),
    organisation,
    part: completeness(told).parts.find(({ part }) => part === section),
    linkRows: Array(linkRows(told.links.length, state)).fill(null),
    regionTree: section === 'regions' ? regionItems() : [],
    sizeTest: isSmallOrMedium(told),
  })
}

const regionItems = () =>
  regions()
    .nations()
    .map((nation) => ({
      code: nation.code,
      name: regionName(nation),
      parts: regions()
        .children(nation.code)
        .map(({ code, name }) => ({ code, name })),
    }))

/** One short form of the profile. */
export const section: RequestHandler = async (req, res, next) => {
  const name = param(req, 'section')
  if (!isProfileSection(name) || name === 'categories') return next()
  await showSection(req, res, name, null)
}

/** Saves one short form and goes on to the next part that lacks something. */
export const saveSection: RequestHandler = async (req, res, next) => {
  const name = param(req, 'section')
  if (!isProfileSection(name) || name === 'categories') return next()
  const handler = form({
    schema: profileSections[name],
    show: (_req, _res, state) => showSection(req, res, name, state),
    async act(input) {
      const { actor, organisation } = await own(req)
      const saved = await saveSupplierProfile(actor, organisation.id, input, name)
      if (organisation.isVerified && !saved.isVerified) {
        return res.redirect(303, '/organisation?done=waits')
      }
      res.redirect(
        303,
        `/organisation/profile${'next' in ((req.body ?? {}) as object) ? nextPart(name) : '?saved'}`,
      )
    },
  })
  await handler(req, res, next)
}

function nextPart(after: string): string {
  const next = profileOrder[profileOrder.indexOf(after as ProfileSection) + 1]
  return next ? `/${next}` : '?saved'
}

/** Where in the tree somebody is; whatever else an address or a form has says nowhere. */
const categoryPlace = ({ q, under }: Record<string, unknown>) => ({
  q: typeof q === 'string' ? q.slice(0, 100) : '',
  under: typeof under === 'string' ? under.slice(0, 20) : '',
})

/** The CPV tree: what is chosen, a search, and the tree to go down; each code is one button. */
export async function chooseCategories(req: Request, res: Response): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  mustEdit(actor, organisation)
  const { q, under } = categoryPlace(req.query)
  const tree = categories()
  const found = q ? tree.search(q) : under ? tree.children(under) : tree.divisions()
  res.render('organisations/profile-categories', {
    form: formState(),
    q,
    under,
    path: tree.path(under),
    chosen: categoriesOf(told.cpv).map((category) => ({
      ...category,
      path: tree.path(category.code).slice(0, -1),
    })),
    found: found.map((category) => ({
      ...category,
      isChosen: told.cpv.includes(category.code),
      hasMore: tree.children(category.code).length > 0,
      path: q ? tree.path(category.code).slice(0, -1) : [],
    })),
  })
}

/** Takes one category in or out and shows the same place of the tree again. */
export async function changeCategories(req: Request, res: Response): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  const words = (req.body ?? {}) as Record<string, unknown>
  const { add, remove } = words
  const without = told.cpv.filter((code) => code !== remove && code !== add)
  const cpv = typeof add === 'string' && categories().find(add) ? [...without, add] : without
  const chosen = profileSections.categories.safeParse({ cpv })
  if (!chosen.success) {
    throw new AppError('invalid', chosen.error.issues[0]?.message ?? 'Choose categories of the tree')
  }
  await saveSupplierProfile(actor, organisation.id, chosen.data, 'categories')
  res.redirect(303, `/organisation/profile/categories?${new URLSearchParams(categoryPlace(words))}#found`)
}

/** The case studies told so far. */
export async function caseStudies(req: Request, res: Response): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  mustEdit(actor, organisation)
  const part = completeness(told).parts.find((one) => one.part === 'case-studies')
  res.render('organisations/profile-case-studies', { form: formState(), caseStudies: told.caseStudies, part })
}

const mostCaseStudies = 20

/** `new`, or the place in the list. @throws AppError not-found for any other */
function placeOf(req: Request, told: SupplierProfile): number | null {
  const place = param(req, 'place')
  if (place === 'new' && told.caseStudies.length < mostCaseStudies) return null
  const index = /^\d{1,2}$/.test(place) ? Number(place) - 1 : -1
  if (!told.caseStudies[index]) throw notFound('Case study')
  return index
}

async function showCaseStudy(req: Request, res: Response, state: FormState | null): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  mustEdit(actor, organisation)
  const index = placeOf(req, told)
  const known = index === null ? {} : (told.caseStudies[index] ?? {})
  res.render('organisations/profile-case-study', { form: state ?? formState(known), isNew: index === null })
}

export const caseStudy = (req: Request, res: Response): Promise<void> => showCaseStudy(req, res, null)

async function saveCaseStudies(
  req: Request,
  change: (all: CaseStudy[], index: number | null) => CaseStudy[],
): Promise<void> {
  const { actor, organisation, profile: told } = await own(req)
  const changed = change([...told.caseStudies], placeOf(req, told))
  await saveSupplierProfile(actor, organisation.id, { caseStudies: changed }, 'case-studies')
}

export const saveCaseStudy = form({
  schema: caseStudySchema,
  show: showCaseStudy,
  async act(input, req, res) {
    await saveCaseStudies(req, (all, index) => (index === null ? [...all, input] : all.with(index, input)))
    res.redirect(303, '/organisation/profile/case-studies')
  },
})

export const removeCaseStudy = form({
  schema: nothingSchema,
  show: showCaseStudy,
  async act(_input, req, res) {
    await saveCaseStudies(req, (all, index) => all.filter((_, place) => place !== index))
    res.redirect(303, '/organisation/profile/case-studies')
  },
})
