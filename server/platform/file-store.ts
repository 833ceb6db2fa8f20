/** Where the bytes of files are kept, under opaque ids and as they are given. */
export interface FileStore {
  /** Keeps bytes: all of them, or nothing of what broke off. */
  put: (id: string, source: AsyncIterable<Buffer>) => Promise<void>
  /** Null where nothing is kept under this id. */
  read: (id: string) => Promise<AsyncIterable<Buffer> | null>
  /** Forgets what is kept; what is gone already is no error. */
  remove: (id: string) => Promise<void>
}

/**
 * Keeps new bytes in one place, and still reads and removes what an earlier setting kept in another, so that an
 * installation can move without a day on which its files are nowhere.
 */
export const movingStore = (to: FileStore, from: FileStore): FileStore => ({
  put: to.put,
  read: async (id) => (await to.read(id)) ?? from.read(id),
  remove: async (id) => {
    await to.remove(id)
    await from.remove(id)
  },
})
