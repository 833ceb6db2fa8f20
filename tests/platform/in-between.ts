/** Lets something else happen, once and whole, in the moment before a record of this model is made. */
export function beforeMaking(model: { create: unknown }, happens: () => Promise<unknown>): void {
  const create = model.create as (...args: unknown[]) => unknown
  model.create = async (...args: unknown[]) => {
    // What stands in the model's own place hides the one that all models have.
    delete (model as { create?: unknown }).create
    await happens()
    return create.apply(model, args)
  }
}
