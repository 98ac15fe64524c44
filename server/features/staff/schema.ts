import { z } from 'zod'
import { emailInput, newPasswordInput } from '@/server/auth/credentials'

/** Shapes of staff that screens and procedures share. Pure. */

/** What the first-run page asks for. Messages are names in the catalogues (`errors.<message>`). */
export const firstRunInput = z.object({
  code: z.string().trim().min(1, 'setup_code_missing').max(100, 'setup_code_wrong'),
  name: z.string().trim().min(1, 'name_missing').max(80, 'name_too_long'),
  email: emailInput,
  password: newPasswordInput,
})
export type FirstRunInput = z.infer<typeof firstRunInput>
