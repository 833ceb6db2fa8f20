import type { Request, Response } from 'express'
import passport from 'passport'
import { Strategy as PasswordStrategy } from 'passport-local'
import { checkCredentials } from './identity.sign-in.service.ts'

// Passport keeps nothing in the session here: signing in is `signIn`, whichever strategy vouched for the person.
const strategies = new passport.Passport()

strategies.use(
  new PasswordStrategy(
    { usernameField: 'email', passwordField: 'password', passReqToCallback: true, session: false },
    (req, email, password, done) => {
      checkCredentials(email, password, req.ip ?? 'unknown').then(
        (person) => done(null, person ? { userId: person.id } : false),
        (error: unknown) => done(error),
      )
    },
  ),
)

/** Who the request's e-mail address and password belong to; null if they don't fit. @throws AppError too-many */
export async function authenticate(req: Request, res: Response): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const decide = (error: unknown, found: { userId: string } | false | undefined) => {
      if (error) reject(error instanceof Error ? error : new Error('Signing in failed'))
      else resolve(found ? found.userId : null)
    }
    strategies.authenticate('local', { session: false }, decide)(req, res, reject)
  })
}
