// Package errno is the Python module errno: the numbers of the system's errors.
package errno

import (
	"syscall"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "errno",
	Init: func(c *rt.Ctx, m rt.Value) bool {
		codes := rt.NewDict(c, len(numbers))
		for _, e := range numbers {
			v, name := rt.Int(int64(e.n)), rt.Intern(c, e.name)
			rt.ModuleSet(c, m, e.name, v)
			if !rt.DictHas(c, codes, v) && !rt.DictSet(c, codes, v, name) {
				return false
			}
		}
		rt.ModuleSet(c, m, "errorcode", codes)
		return true
	},
}

// numbers are those that POSIX names; of two with one number, the first is the one
// that errorcode has.
var numbers = []struct {
	name string
	n    syscall.Errno
}{
	{"EPERM", syscall.EPERM}, {"ENOENT", syscall.ENOENT}, {"ESRCH", syscall.ESRCH}, {"EINTR", syscall.EINTR}, {"EIO", syscall.EIO},
	{"ENXIO", syscall.ENXIO}, {"E2BIG", syscall.E2BIG}, {"ENOEXEC", syscall.ENOEXEC}, {"EBADF", syscall.EBADF}, {"ECHILD", syscall.ECHILD},
	{"EAGAIN", syscall.EAGAIN}, {"EWOULDBLOCK", syscall.EWOULDBLOCK}, {"ENOMEM", syscall.ENOMEM}, {"EACCES", syscall.EACCES}, {"EFAULT", syscall.EFAULT},
	{"ENOTBLK", syscall.ENOTBLK}, {"EBUSY", syscall.EBUSY}, {"EEXIST", syscall.EEXIST}, {"EXDEV", syscall.EXDEV}, {"ENODEV", syscall.ENODEV},
	{"ENOTDIR", syscall.ENOTDIR}, {"EISDIR", syscall.EISDIR}, {"EINVAL", syscall.EINVAL}, {"ENFILE", syscall.ENFILE}, {"EMFILE", syscall.EMFILE},
	{"ENOTTY", syscall.ENOTTY}, {"ETXTBSY", syscall.ETXTBSY}, {"EFBIG", syscall.EFBIG}, {"ENOSPC", syscall.ENOSPC}, {"ESPIPE", syscall.ESPIPE},
	{"EROFS", syscall.EROFS}, {"EMLINK", syscall.EMLINK}, {"EPIPE", syscall.EPIPE}, {"EDOM", syscall.EDOM}, {"ERANGE", syscall.ERANGE},
	{"EDEADLK", syscall.EDEADLK}, {"ENAMETOOLONG", syscall.ENAMETOOLONG}, {"ENOLCK", syscall.ENOLCK}, {"ENOSYS", syscall.ENOSYS}, {"ENOTEMPTY", syscall.ENOTEMPTY},
	{"ELOOP", syscall.ELOOP}, {"EILSEQ", syscall.EILSEQ}, {"EOVERFLOW", syscall.EOVERFLOW}, {"EPROTO", syscall.EPROTO}, {"ENOTSOCK", syscall.ENOTSOCK},
	{"EDESTADDRREQ", syscall.EDESTADDRREQ}, {"EMSGSIZE", syscall.EMSGSIZE}, {"EPROTOTYPE", syscall.EPROTOTYPE}, {"ENOPROTOOPT", syscall.ENOPROTOOPT},
	{"EPROTONOSUPPORT", syscall.EPROTONOSUPPORT}, {"EOPNOTSUPP", syscall.EOPNOTSUPP}, {"ENOTSUP", syscall.ENOTSUP}, {"EAFNOSUPPORT", syscall.EAFNOSUPPORT},
	{"EADDRINUSE", syscall.EADDRINUSE}, {"EADDRNOTAVAIL", syscall.EADDRNOTAVAIL}, {"ENETDOWN", syscall.ENETDOWN}, {"ENETUNREACH", syscall.ENETUNREACH},
	{"ENETRESET", syscall.ENETRESET}, {"ECONNABORTED", syscall.ECONNABORTED}, {"ECONNRESET", syscall.ECONNRESET}, {"ENOBUFS", syscall.ENOBUFS},
	{"EISCONN", syscall.EISCONN}, {"ENOTCONN", syscall.ENOTCONN}, {"ESHUTDOWN", syscall.ESHUTDOWN}, {"ETIMEDOUT", syscall.ETIMEDOUT},
	{"ECONNREFUSED", syscall.ECONNREFUSED}, {"EHOSTDOWN", syscall.EHOSTDOWN}, {"EHOSTUNREACH", syscall.EHOSTUNREACH}, {"EALREADY", syscall.EALREADY},
	{"EINPROGRESS", syscall.EINPROGRESS}, {"ESTALE", syscall.ESTALE}, {"EDQUOT", syscall.EDQUOT}, {"ECANCELED", syscall.ECANCELED},
}
