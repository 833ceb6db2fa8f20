import type { Actor } from '../../shared/platform/actor.ts'
import { resourceChanged } from '../../shared/resources/resources.events.ts'
import { record } from '../audit/index.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { forgetFile, keepFile, keepingFiles, type StoredFile } from '../platform/stored-files.ts'
import type { ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { getResource } from './resources.service.ts'
import { change } from './resources.write.service.ts'

/** Only a report has a file; what is only linked has none. */
function allowFile(actor: Actor, resource: ResourceRecord): void {
  allow(resourcePolicy.edit(actor, resource), 'Only a broker can change the library')
  if (!resourcePolicy.attach(actor, resource))
    throw new AppError('conflict', 'Only a report has a file. Change what it is first.')
}

/**
 * Puts a file to a report, in place of the one that it had.
 * @throws AppError forbidden; conflict for what is no report; wrong-type by content
 */
export async function fileReport(actor: Actor, id: string, file: Express.Multer.File): Promise<StoredFile> {
  // Nothing is kept for somebody who may not.
  allowFile(actor, await getResource(actor, id))
  const { kept, before } = await keepingFiles([file], keepFile, async ([added]) => {
    let replaced: StoredFile | null = null
    await change(actor, id, async (resource, session) => {
      allowFile(actor, resource)
      replaced = resource.toObject().file
      resource.set({ file: added })
      await record(session, actor, resourceChanged, { resourceId: id, change: 'filed' })
    })
    return { kept: added as StoredFile, before: replaced as StoredFile | null }
  })
  if (before) await forgetFile(before.id)
  return kept
}

/** Takes the file of a report away. @throws AppError not-found where there is none */
export async function unfileReport(actor: Actor, id: string): Promise<void> {
  let fileId = ''
  await change(actor, id, async (resource, session) => {
    allow(resourcePolicy.edit(actor, resource), 'Only a broker can change the library')
    if (!resource.file) throw notFound('File')
    fileId = resource.file.id
    resource.set({ file: null })
    await record(session, actor, resourceChanged, { resourceId: id, change: 'unfiled' })
  })
  await forgetFile(fileId)
}

/** The file of a report that the actor may see. @throws AppError not-found */
export async function getReportFile(actor: Actor, id: string): Promise<StoredFile> {
  const { file } = await getResource(actor, id)
  if (!file) throw notFound('File')
  return file
}
