import { Navigate } from "react-router";
import { useSession } from "../api/session";

/** The bare address: home for who is signed in, the public page for everybody else. */
export function Start() {
  const { me } = useSession();
  if (me === undefined) return null;
  return <Navigate replace to={me === null ? "/public" : me.staff ? "/operator" : "/home"} />;
}
