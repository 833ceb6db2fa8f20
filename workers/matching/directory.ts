import { join } from 'node:path'
import { config } from '../../server/platform/config.ts'
import { createSupplierDirectory } from './supplier-directory.ts'

/** The directory of this process: everything that matching does in a worker shares it. */
export const directory = createSupplierDirectory(() => join(config().dataDir, 'matching', 'suppliers.index'))
