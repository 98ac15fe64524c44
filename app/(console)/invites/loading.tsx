import { ListOutline } from '../_components/list-outline'

export default function InvitesLoading() {
  return <ListOutline />
}
