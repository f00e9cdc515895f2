type X = int
type Y[T] = list[T]
type Z[T: int, U: (str, bytes), *Ts, **P] = dict[T, U]
type D[T = int, *Ts = *tuple[int, ...], **P = [int]] = T
def generic[T](x: T) -> T: return x
def bounded[T: Base, *Ts, **P](x: T, *args: *Ts) -> Callable[P, T]: ...
async def generic2[T](x: T): await x
class Generic[T: (int, str), *Ts](Base[T], metaclass=M[T]):
    type Inner = T
    type Inner2[U] = dict[T, U]
    def method[V](self, x: T, y: V) -> Inner: return lambda: (T, V)
    x: T
class Default[T = int]: ...
@decorator[0]
def decorated[T: lambda_](x=1): ...
