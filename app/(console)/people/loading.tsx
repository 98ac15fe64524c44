import { ListOutline } from '../_components/list-outline'

export default function PeopleLoading() {
  return <ListOutline />
}
