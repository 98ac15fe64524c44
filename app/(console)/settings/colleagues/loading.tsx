import { ListOutline } from '../../_components/list-outline'

export default function ColleaguesLoading() {
  return <ListOutline />
}
