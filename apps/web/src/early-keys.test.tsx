import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { useEarlyKeys } from './early-keys.ts'

function Screen({ open, listens }: { readonly open: boolean; readonly listens: boolean }): ReactNode {
  const typed = useEarlyKeys(open)
  return (
    <>
      <output>{typed}</output>
      <input aria-label="behind" />
      <div className="m-palette">{listens ? <input aria-label="panel" autoFocus /> : null}</div>
    </>
  )
}

const type = (text: string): void => {
  for (const key of text) fireEvent.keyDown(document.activeElement ?? document.body, { key })
}

it('letters typed between the keys and the panel are handed over, and nothing more', () => {
  const { rerender } = render(<Screen open={false} listens={false} />)
  type('no')
  expect(screen.getByRole('status').textContent).toBe('')
  rerender(<Screen open listens={false} />)
  screen.getByLabelText('behind').focus()
  type('jian')
  fireEvent.keyDown(document.body, { key: 'v', ctrlKey: true })
  expect(screen.getByRole('status').textContent).toBe('jian')
  rerender(<Screen open listens />)
  screen.getByLabelText('panel').focus()
  type('hua')
  expect(screen.getByRole('status').textContent).toBe('jian')
})
