package qatest
const modulePath = "github.com/pxc-lang/pxc"
