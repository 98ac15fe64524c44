import { ListOutline } from '../_components/list-outline'

export default function GroupsLoading() {
  return <ListOutline />
}
