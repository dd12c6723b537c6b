import { Client } from 'pg'

/** A connection of a test's own, for SQL written by hand beside what the product asks. */
export type TestClient = Pick<Client, 'query' | 'end'>

/** Connects to the database at `url`; whoever asks ends it. */
export async function openTestClient(url: string): Promise<TestClient> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}
