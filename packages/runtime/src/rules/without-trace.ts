import type { Unit } from '../context/unit.ts'

/** Does something for its answer alone: whatever it wrote is taken back. */
export async function withoutTrace<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
  const answers: T[] = []
  const done = new Error('taken back')
  try {
    await unit.tx.savepoint(async () => {
      answers.push(await work())
      throw done
    })
  } catch (error) {
    if (error !== done) throw error
  }
  return answers[0] as T
}
