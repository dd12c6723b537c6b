import { Modal } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { SignIn } from './sign-in.tsx'

/** The way back in when a session has ended, over the page that was open. */
export function SignInAgain(props: Omit<ComponentProps<typeof SignIn>, 'again'>): ReactNode {
  return (
    <Modal open footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <SignIn again {...props} />
    </Modal>
  )
}
