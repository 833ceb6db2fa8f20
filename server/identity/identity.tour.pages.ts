import type { Request, Response } from 'express'
import { demoPassword } from '../../shared/identity/demo-password.ts'
import { stopOf, tours } from '../../shared/platform/tour.ts'
import { notFound } from '../platform/errors.ts'
import { actorOf, param } from '../platform/request.ts'
import { listDemoPeople } from './identity.demo.service.ts'

/** The people of the tour who are there, by e-mail address. */
async function peopleByEmail() {
  const groups = await listDemoPeople()
  return new Map(
    groups.flatMap(({ organisation, people }) =>
      people.map((person) => [person.email, { ...person, organisation: organisation?.name ?? '' }] as const),
    ),
  )
}

/** `GET /tour`: whom one can walk with. */
export async function tour(_req: Request, res: Response): Promise<void> {
  const people = await peopleByEmail()
  res.render('identity/tour', {
    tours: tours.filter(({ email }) => email === '' || people.has(email)),
    people: Object.fromEntries(people),
    password: demoPassword,
  })
}

/** `GET /tour/supplier/2`: what to look at, and the way there. @throws AppError not-found */
export async function stop(req: Request, res: Response): Promise<void> {
  const found = stopOf(param(req, 'id'), param(req, 'number'))
  if (!found) throw notFound()
  const person = (await peopleByEmail()).get(found.tour.email) ?? null
  if (found.tour.email && !person) throw notFound()
  const isThem = person !== null && actorOf(req).userId === person.id
  res.render('identity/tour-stop', { ...found, person, isThem, password: demoPassword })
}
