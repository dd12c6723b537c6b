import type { ReactNode } from 'react'

/** The head of a table whose columns are only named, in order. */
export function HeadRow({ names }: { readonly names: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}
