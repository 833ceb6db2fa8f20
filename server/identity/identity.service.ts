import mongoose, { type ClientSession } from 'mongoose'
import { now } from '../platform/clock.ts'
import { refuseDuplicate } from '../platform/database.ts'
import { isId } from '../../shared/platform/ids.ts'
import type { Language } from '../../shared/platform/language.ts'
import { User, type UserRecord } from './identity.model.ts'
import { hashPassword } from './password-hash.ts'

/** A person as the other rooms get them. */
export interface Person {
  id: string
  name: string
  email: string
  isEmailVerified: boolean
  /** In which e-mails are written to them. */
  language: Language
}

/** A person with an account that works at once: for the seed and for tests. */
export interface NewPerson {
  name: string
  email: string
  /** What they type to sign in; or its hash, where many have one. */
  password: string | { hash: string }
  isExample?: boolean
  /** The version of the terms of use that they accepted; unless said they are asked at their first sign-in. */
  terms?: string | undefined
}

/** The record without what only this room needs. */
export const asPerson = ({ _id, name, email, emailVerifiedAt, language }: UserRecord): Person => ({
  id: _id,
  name,
  email,
  isEmailVerified: emailVerifiedAt !== null,
  language: language ?? 'en',
})

/** An address as it is kept and compared. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase()

/** Null for an id that nobody has. */
export async function findPerson(userId: string): Promise<Person | null> {
  const user = isId(userId) ? await User.findById(userId).lean<UserRecord>() : null
  return user && asPerson(user)
}

/** Several at once, by id; ids that nobody has are left out. */
export async function findPeople(userIds: string[]): Promise<Map<string, Person>> {
  const ids = mongoose.trusted({ $in: [...new Set(userIds)].filter(isId) })
  const users = await User.find({ _id: ids }).lean<UserRecord[]>()
  return new Map(users.map((user) => [user._id, asPerson(user)]))
}

/** Null for an address that nobody has. Never show a visitor which of the two it was. */
export async function findPersonByEmail(email: string): Promise<Person | null> {
  const user = await User.findOne({ email: normaliseEmail(email) }).lean<UserRecord>()
  return user && asPerson(user)
}

/** The name that a person goes by; empty for the system and for people who are gone. */
export async function personName(userId: string): Promise<string> {
  return (await findPerson(userId))?.name ?? ''
}

/**
 * Makes an account whose address counts as shown: for the seed and for tests, never for a stranger's request.
 * @throws AppError conflict if the address is taken
 */
export async function createPerson(input: NewPerson, session?: ClientSession): Promise<Person> {
  const user = new User({
    name: input.name,
    email: normaliseEmail(input.email),
    emailVerifiedAt: now(),
    passwordHash:
      typeof input.password === 'string' ? await hashPassword(input.password) : input.password.hash,
    isExample: input.isExample ?? false,
    acceptedTerms: input.terms === undefined ? [] : [{ version: input.terms, at: now() }],
  })
  await refuseDuplicate(user.save(session ? { session } : {}), 'Somebody has this e-mail address already')
  return asPerson(user.toObject())
}

/** Makes the accounts that are not there yet; safe to repeat. In the order given. */
export async function seedPeople(people: NewPerson[]): Promise<Person[]> {
  const made: Person[] = []
  for (const person of people)
    made.push((await findPersonByEmail(person.email)) ?? (await createPerson(person)))
  return made
}
