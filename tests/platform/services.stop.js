import { rmSync } from 'node:fs'

/** After the last test: the servers stop and their data go. */
export default async function stopForTests() {
  const { testServices } = /** @type {any} */ (globalThis)
  if (!testServices) return
  await testServices.services.stop()
  rmSync(testServices.folder, { recursive: true, force: true })
}
