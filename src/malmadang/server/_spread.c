/* The inner loop of the fan-out: one send() of shared bytes per reader, with the GIL let go of once for all of them.
 *
 * `spread.py` says what it does and has the same in Python, which is taken where this has not been compiled.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <stddef.h>
#include <structmember.h>
#include <sys/socket.h>

enum { AT_ONCE = 64 };

static PyTypeObject *reader_type;             /* malmadang.server.turnlog.Reader */
static Py_ssize_t odd_at, fd_at, given_at;    /* where its slots are */

struct target {
    PyObject *reader;
    int fd, missing; /* missing: errno, or 0 */
    ssize_t taken;
};

static inline PyObject **slot(PyObject *reader, Py_ssize_t at)
{
    return (PyObject **)((char *)reader + at);
}

static int failed_with(PyObject *result)
{
    Py_XDECREF(result);
    return result ? 0 : -1;
}

/* Tell a reader that its transport has not taken everything. */
static int tell(const struct target *t, PyObject *data)
{
    if (!t->missing || t->missing == EAGAIN || t->missing == EWOULDBLOCK)
        return failed_with(PyObject_CallMethod(t->reader, "keep", "On", data, t->missing ? (Py_ssize_t)0 : t->taken));
    PyObject *error = PyObject_CallFunction(PyExc_OSError, "is", t->missing, strerror(t->missing));
    int failed = error ? failed_with(PyObject_CallMethod(t->reader, "lost", "O", error)) : -1;
    Py_XDECREF(error);
    return failed;
}

static int send_all(struct target *targets, int count, PyObject *data)
{
    const char *bytes = PyBytes_AS_STRING(data);
    ssize_t size = PyBytes_GET_SIZE(data);
    int failed = 0;
    Py_BEGIN_ALLOW_THREADS
    for (struct target *t = targets; t < targets + count; t++) {
        do
            t->taken = send(t->fd, bytes, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);
        while (t->taken < 0 && errno == EINTR);
        t->missing = t->taken < 0 ? errno : 0;
    }
    Py_END_ALLOW_THREADS
    for (struct target *t = targets; t < targets + count; t++) {
        if (t->taken != size && !failed)
            failed = tell(t, data);
        Py_DECREF(t->reader);
    }
    return failed;
}

static PyObject *spread(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 4 || !PyBytes_Check(args[1]) || !PyLong_Check(args[2]) || !reader_type) {
        PyErr_SetString(PyExc_TypeError, "spread(readers, data: bytes, minding: int, given: int | None), after serve");
        return NULL;
    }
    PyObject *data = args[1], *given = args[3], *odd = NULL, *reader;
    PyObject *items = PyDict_Check(args[0]) ? NULL : PySequence_Fast(args[0], "readers are a dict or a list");
    Py_ssize_t place = 0;
    long minding = PyLong_AsLong(args[2]);
    struct target targets[AT_ONCE];
    int ready = 0, failed = !items && !PyDict_Check(args[0]);
    while (!failed && (items ? place < PySequence_Fast_GET_SIZE(items) : PyDict_Next(args[0], &place, &reader, NULL))) {
        if (items)
            reader = PySequence_Fast_GET_ITEM(items, place++);
        PyObject *bits = NULL, *fd = NULL;
        if (PyObject_TypeCheck(reader, reader_type))
            bits = *slot(reader, odd_at), fd = *slot(reader, fd_at);
        if (!bits || !fd) {
            PyErr_SetString(PyExc_TypeError, "not a Reader, or not a whole one");
            failed = -1;
            break;
        }
        if (PyLong_AsLong(bits) & minding) {
            failed = (!odd && !(odd = PyList_New(0))) || PyList_Append(odd, reader);
            continue;
        }
        if (given != Py_None) {
            PyObject *old = *slot(reader, given_at);
            Py_INCREF(given);
            *slot(reader, given_at) = given;
            Py_XDECREF(old);
        }
        int number = (int)PyLong_AsLong(fd);
        Py_INCREF(reader);
        if (number < 0) {
            failed = failed_with(PyObject_CallMethod(reader, "write", "O", data));
            Py_DECREF(reader);
            continue;
        }
        targets[ready++] = (struct target){.reader = reader, .fd = number};
        if (ready == AT_ONCE) {
            failed = send_all(targets, ready, data);
            ready = 0;
        }
    }
    if (ready && send_all(targets, ready, data))
        failed = -1;
    Py_XDECREF(items);
    if (failed) {
        Py_XDECREF(odd);
        return NULL;
    }
    if (odd)
        return odd;
    Py_RETURN_NONE;
}

static Py_ssize_t offset(PyTypeObject *type, const char *name)
{
    PyObject *descriptor = PyObject_GetAttrString((PyObject *)type, name);
    if (!descriptor)
        return -1;
    Py_ssize_t at = -1;
    if (Py_IS_TYPE(descriptor, &PyMemberDescr_Type)) {
        PyMemberDef *member = ((PyMemberDescrObject *)descriptor)->d_member;
        if (member->type == T_OBJECT_EX)
            at = member->offset;
    }
    Py_DECREF(descriptor);
    if (at < 0)
        PyErr_Format(PyExc_TypeError, "%s is no slot", name);
    return at;
}

static PyObject *serve(PyObject *module, PyObject *type)
{
    (void)module;
    if (!PyType_Check(type)) {
        PyErr_SetString(PyExc_TypeError, "a class is wanted");
        return NULL;
    }
    if ((odd_at = offset((PyTypeObject *)type, "odd")) < 0 || (fd_at = offset((PyTypeObject *)type, "fd")) < 0 ||
        (given_at = offset((PyTypeObject *)type, "given")) < 0)
        return NULL;
    Py_INCREF(type);
    Py_XDECREF(reader_type);
    reader_type = (PyTypeObject *)type;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"spread", (PyCFunction)(void (*)(void))spread, METH_FASTCALL, NULL},
                                {"serve", serve, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_spread", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__spread(void)
{
    return PyModule_Create(&definition);
}
