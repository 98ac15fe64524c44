import { redirect } from 'next/navigation'

/** Settings begin with the health page. */
export default function SettingsPage() {
  redirect('/settings/health')
}
