import { ListOutline } from '../../_components/list-outline'

export default function InviteSettingsLoading() {
  return <ListOutline />
}
