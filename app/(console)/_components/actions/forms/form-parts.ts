import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import type { ActionName } from '@/server/actions/schema'
import type { FormPartProps } from './form-part'
import { FormPartOutline } from './form-part-outline'

const loading = FormPartOutline

/** Parts of the catalogue that forms speak with; pages need not bring them. */
export const FORM_MESSAGES = ['forms', 'group_forms'] as const

/**
 * The forms of actions that ask for more than a reason. Each is loaded when its dialog opens, and with it the action's
 * own schema, which checks what is typed.
 */
export const FORM_PARTS: Partial<Record<ActionName, ComponentType<FormPartProps>>> = {
  'group.suspend': dynamic(() => import('./suspend-form'), { ssr: false, loading }),
  'group.dismiss': dynamic(() => import('./dismiss-form'), { ssr: false, loading }),
  'group.restore': dynamic(() => import('./restore-form'), { ssr: false, loading }),
  'group.transfer': dynamic(() => import('./transfer-form'), { ssr: false, loading }),
  'group.repair': dynamic(() => import('./repair-form'), { ssr: false, loading }),
  'group.edit': dynamic(() => import('./edit-group-form'), { ssr: false, loading }),
  'group.announce': dynamic(() => import('./announce-form'), { ssr: false, loading }),
  'member.mute': dynamic(() => import('./mute-form'), { ssr: false, loading }),
  'member.role': dynamic(() => import('./role-form'), { ssr: false, loading }),
  'user.edit': dynamic(() => import('./edit-user-form'), { ssr: false, loading }),
}
