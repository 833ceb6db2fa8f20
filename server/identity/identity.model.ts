import mongoose, { type HydratedDocument } from 'mongoose'
import { now } from '../platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type Language, languages } from '../../shared/platform/language.ts'

/** A person who can sign in. */
export interface UserRecord {
  _id: string
  name: string
  /** In small letters; no two people have the same. */
  email: string
  /** When the person showed that the address is theirs; null before. Without it nobody signs in. */
  emailVerifiedAt: Date | null
  passwordHash: string
  passwordChangedAt: Date
  /** The versions of the terms of use that the person accepted, in that order; none in accounts from before. */
  acceptedTerms: { version: string; at: Date }[]
  /** False once a second factor or single sign-on is needed: then e-mail and password alone make no token. */
  isPasswordOnly: boolean
  /** Invented for the demonstration, whose sign-in page offers this person. */
  isExample: boolean
  /** The language of their e-mails, and of the site where the browser has not chosen; none in accounts from before. */
  language?: Language | null
  /** They hid the list of first steps on their first page. */
  hidesChecklist?: boolean
  createdAt: Date
  version: number
}

/** One browser in which a person is signed in. It decides, not the session's cookie, whether they still are. */
export interface SignInRecord {
  _id: string
  userId: string
  /** The web session, whose live connections end with the sign-in. Changes when the session's id does. */
  sessionId: string
  /** The membership that the person acts under in this browser. */
  organisationId: string | null
  /** `Firefox on Windows` */
  device: string
  signedInAt: Date
  seenAt: Date
}

export const linkPurposes = ['verify-email', 'reset-password', 'change-email'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

/** A link sent by e-mail: opens one thing, once, for a while. Only its hash is kept. */
export interface LinkRecord {
  _id: string
  userId: string
  purpose: LinkPurpose
  tokenHash: string
  /** The address that the link was sent to, and proves. */
  email: string
  /** The address that is told of it as well: the one that is to be replaced. */
  noteTo: string | null
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

/** A program's key to the API, in the name of a person and for one of their organisations. */
export interface TokenRecord {
  _id: string
  userId: string
  organisationId: string | null
  name: string
  tokenHash: string
  /** The `Idempotency-Key` that it was asked for with: a second one for the same key is refused. */
  requestKey: string | null
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
}

/** An e-mail about an account that went out, so that it does not go out again. */
export interface AccountMailRecord {
  /** The event that caused it, and the kind of mail. */
  _id: string
  sentAt: Date
}

const { Schema, model } = mongoose
const id = { type: String, default: newId }
const required = { type: String, required: true }
const moment = { type: Date, default: now }
const noMoment = { type: Date, default: null }
const day = 24 * 60 * 60

const userSchema = new Schema<UserRecord>(
  {
    _id: id,
    name: required,
    email: required,
    emailVerifiedAt: noMoment,
    passwordHash: required,
    passwordChangedAt: moment,
    acceptedTerms: {
      type: [{ _id: false, version: required, at: { type: Date, required: true } }],
      default: [],
    },
    isPasswordOnly: { type: Boolean, default: true },
    isExample: { type: Boolean, default: false },
    hidesChecklist: { type: Boolean, default: false },
    language: { type: String, enum: [...languages, null], default: null },
    createdAt: moment,
  },
  { collection: 'users', versionKey: 'version', optimisticConcurrency: true },
)
userSchema.index({ email: 1 }, { unique: true })
userSchema.index({ isExample: 1, name: 1 })

const signInSchema = new Schema<SignInRecord>(
  {
    _id: id,
    userId: required,
    sessionId: required,
    organisationId: { type: String, default: null },
    device: { type: String, default: '' },
    signedInAt: moment,
    seenAt: moment,
  },
  { collection: 'sign_ins', versionKey: false },
)
signInSchema.index({ userId: 1, seenAt: -1 })
signInSchema.index({ signedInAt: 1 }, { expireAfterSeconds: day })

const linkSchema = new Schema<LinkRecord>(
  {
    _id: id,
    userId: required,
    purpose: { type: String, enum: linkPurposes, required: true },
    tokenHash: required,
    email: required,
    noteTo: { type: String, default: null },
    createdAt: moment,
    expiresAt: { type: Date, required: true },
    usedAt: noMoment,
  },
  { collection: 'account_links', versionKey: false },
)
linkSchema.index({ tokenHash: 1 }, { unique: true })
linkSchema.index({ userId: 1, purpose: 1 })
linkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * day })

const tokenSchema = new Schema<TokenRecord>(
  {
    _id: id,
    userId: required,
    organisationId: { type: String, default: null },
    name: required,
    tokenHash: required,
    requestKey: { type: String, default: null },
    createdAt: moment,
    expiresAt: { type: Date, required: true },
    lastUsedAt: noMoment,
  },
  { collection: 'api_tokens', versionKey: false },
)
tokenSchema.index({ tokenHash: 1 }, { unique: true })
tokenSchema.index({ userId: 1, createdAt: -1 })
tokenSchema.index(
  { userId: 1, requestKey: 1 },
  { unique: true, partialFilterExpression: { requestKey: { $type: 'string' } } },
)
tokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * day })

const accountMailSchema = new Schema<AccountMailRecord>(
  { _id: String, sentAt: { type: Date, required: true } },
  { collection: 'account_mails', versionKey: false },
)
accountMailSchema.index({ sentAt: 1 }, { expireAfterSeconds: 30 * day })

export const User = model<UserRecord>('User', userSchema)
export const SignIn = model<SignInRecord>('SignIn', signInSchema)
export const AccountLink = model<LinkRecord>('AccountLink', linkSchema)
export const ApiToken = model<TokenRecord>('ApiToken', tokenSchema)
export const AccountMailSent = model<AccountMailRecord>('AccountMail', accountMailSchema)

export type UserDocument = HydratedDocument<UserRecord>
