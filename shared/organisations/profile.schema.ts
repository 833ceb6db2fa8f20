import { z } from 'zod'
import { parsePounds } from '../platform/money.ts'
import { readable } from '../platform/readable.ts'
import { companySchema } from './organisations.schema.ts'

const text = (name: string, most: number) =>
  z
    .string()
    .overwrite(readable)
    .trim()
    .max(most, `${name} must be ${most.toLocaleString('en-GB')} characters or fewer`)

/** A list: one entry per line from a form, an array from a program. */
const entries = (name: string, most: number, longest = 120) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((typed) => {
      const each = typeof typed === 'string' ? typed.split('\n') : typed
      return [...new Set(each.map((one) => readable(one).trim()).filter(Boolean))]
    })
    .refine((list) => list.length <= most, `Give at most ${most} ${name}`)
    .refine(
      (list) => list.every((one) => one.length <= longest),
      `Keep each to ${longest} characters or fewer`,
    )

/** Codes: none, one or several boxes ticked in a form. */
const codes = (pattern: RegExp, most: number, message: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((ticked) => [...new Set([ticked ?? []].flat().filter(Boolean))])
    .refine((list) => list.every((code) => pattern.test(code)), message)
    .refine((list) => list.length <= most, `Choose at most ${most}`)

const number = (read: (typed: string) => number | null, message: string) =>
  z
    .union([z.number(), z.string(), z.null()])
    .optional()
    .transform((typed, context) => {
      if (typed === undefined || typed === null || (typeof typed === 'string' && typed.trim() === ''))
        return null
      const value = typeof typed === 'number' ? typed : read(typed)
      if (value !== null && Number.isSafeInteger(value) && value >= 0) return value
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

const whole = (message: string) =>
  number(
    (typed) => (/^\d{1,9}$/.test(typed.replace(/[,\s]/g, '')) ? Number(typed.replace(/[,\s]/g, '')) : null),
    message,
  )
const money = (message: string) => number(parsePounds, message)

const yesOrNo = z
  .union([z.boolean(), z.enum(['yes', 'no', '']), z.null()])
  .optional()
  .transform((said) =>
    said === 'yes' || said === true ? true : said === 'no' || said === false ? false : null,
  )

const webLink = z
  .string()
  .trim()
  .max(500, 'The address must be 500 characters or fewer')
  .refine(
    (url) => url === '' || /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(url),
    'Enter a web address that starts with https://',
  )

const trl = whole('Choose a level from 1 to 9').refine(
  (level) => level === null || (level >= 1 && level <= 9),
  'Choose a level from 1 to 9',
)

export const caseStudySchema = z.object({
  title: text('The title', 150).min(1, 'Enter a title'),
  buyer: text('The name', 150).default(''),
  year: whole('Enter a year, like 2024').refine(
    (year) => year === null || (year >= 1980 && year <= 2100),
    'Enter a year, like 2024',
  ),
  what: text('What you did', 2000).min(1, 'Say what you did'),
  result: text('The result', 2000).default(''),
  link: webLink.default(''),
})

const link = z.object({ label: text('The name of a link', 80).default(''), url: webLink })
const rows = z.union([z.array(link), z.record(z.string(), link).transform((byRow) => Object.values(byRow))])

/** The parts of a supplier's profile, each a short form of its own; the API takes any of their fields. */
export const profileSections = {
  about: z.object({
    whatWeDo: text('What you do', 4000).min(1, 'Say what you do'),
    capabilities: entries('capabilities', 40),
  }),
  categories: z.object({ cpv: codes(/^\d{8}$/, 60, 'Choose categories from the list') }),
  regions: z.object({ regions: codes(/^TL[C-N]\d{0,2}$/, 80, 'Choose regions from the list') }),
  maturity: z
    .object({ trlFrom: trl, trlTo: trl })
    .refine(({ trlFrom, trlTo }) => trlFrom === null || trlTo === null || trlFrom <= trlTo, {
      path: ['trlTo'],
      message: 'The highest level must be at or above the lowest',
    }),
  size: z.object({
    staff: whole('Enter the number of people as a whole number, like 24'),
    turnoverPence: money('Enter your yearly turnover in pounds, like 750,000'),
    balanceSheetPence: money('Enter your balance sheet total in pounds, like 300,000'),
    isVcse: yesOrNo,
  }),
  accreditations: z.object({ accreditations: entries('accreditations', 30) }),
  links: z.object({
    links: rows
      .transform((all) => all.filter(({ url }) => url !== ''))
      .refine((all) => all.length <= 10, 'Give at most 10 links')
      .default([]),
  }),
  contact: z.object({
    contact: z.object({
      name: text('The name', 120).default(''),
      email: z
        .string()
        .trim()
        .max(254)
        .refine(
          (typed) => typed === '' || z.email().safeParse(typed).success,
          'Enter an e-mail address in the right format, like name@example.com',
        )
        .default(''),
      phone: text('The telephone number', 30)
        .refine(
          (typed) => typed === '' || /^[+()\d\s-]{6,}$/.test(typed),
          'Enter a telephone number, like 01632 960 001',
        )
        .default(''),
    }),
    // A box of a form is ticked or not there.
    isContactPublic: z
      .union([z.boolean(), z.literal('yes').transform(() => true)], {
        error: 'Say whether everybody with an account may see the contact: yes, or leave it out',
      })
      .default(false),
  }),
  company: companySchema,
} as const
export type ProfileSection = keyof typeof profileSections

/** The sections in the order in which the profile asks for them; case studies stand between and have pages of their own. */
export const profileOrder = [
  'about',
  'categories',
  'regions',
  'maturity',
  'size',
  'accreditations',
  'case-studies',
  'links',
  'contact',
  'company',
] as const
export type ProfilePart = (typeof profileOrder)[number]

export const isProfileSection = (name: string): name is ProfileSection => Object.hasOwn(profileSections, name)

/** What a program may change of its own supplier's profile: any of the fields, the others stay. */
export const patchProfileSchema = z
  .strictObject({
    whatWeDo: profileSections.about.shape.whatWeDo,
    capabilities: profileSections.about.shape.capabilities,
    cpv: profileSections.categories.shape.cpv,
    regions: profileSections.regions.shape.regions,
    trlFrom: trl,
    trlTo: trl,
    staff: profileSections.size.shape.staff,
    turnoverPence: profileSections.size.shape.turnoverPence,
    balanceSheetPence: profileSections.size.shape.balanceSheetPence,
    isVcse: yesOrNo,
    accreditations: profileSections.accreditations.shape.accreditations,
    caseStudies: z.array(caseStudySchema).max(20, 'Give at most 20 case studies'),
    links: profileSections.links.shape.links,
    contact: profileSections.contact.shape.contact,
    isContactPublic: profileSections.contact.shape.isContactPublic,
  })
  .partial()
export type PatchProfile = z.output<typeof patchProfileSchema>
